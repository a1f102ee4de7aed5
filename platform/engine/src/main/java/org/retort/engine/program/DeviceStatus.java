package org.retort.engine.program;

/**
 * What an engine can say of a device.
 *
 * @param device {@code cpu}, {@code cuda:0}, ...
 * @param description the device in words, such as its name and memory
 * @param usable whether the engine can run on it
 * @param reason why not, in one sentence; empty where it can
 */
public record DeviceStatus(String device, String description, boolean usable, String reason) {}
