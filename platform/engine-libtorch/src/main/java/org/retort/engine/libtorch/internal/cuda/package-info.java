/** CUDA devices: which there are, what is free on one, and the phases of a program launched as a whole. */
package org.retort.engine.libtorch.internal.cuda;
