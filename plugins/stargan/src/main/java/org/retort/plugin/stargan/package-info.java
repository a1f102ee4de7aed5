/**
 * StarGAN (Choi et al. 2018, "StarGAN: Unified Generative Adversarial Networks for Multi-Domain Image-to-Image
 * Translation", arXiv 1711.09020): its generator, its discriminator and its objective, as the authors' code has them.
 */
package org.retort.plugin.stargan;
