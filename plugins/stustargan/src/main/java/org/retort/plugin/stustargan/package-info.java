/**
 * The student generators of stuStarGAN (Sun, Zeng and Ma 2024, "Lightweight Network for Multi-Attribute Style Image
 * Generation Based on StarGAN"). Widths, wiring and placement of the separable convolutions are not known from the
 * publication, so they are parameters here.
 */
package org.retort.plugin.stustargan;
