/** Plugins that let Deeplearning4j train classifiers, and read those that Keras has trained. */
package org.retort.classifier.dl4j;
