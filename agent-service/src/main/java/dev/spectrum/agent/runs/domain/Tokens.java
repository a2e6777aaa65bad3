package dev.spectrum.agent.runs.domain;

/** @param costMicroUsd millionths of a US dollar */
public record Tokens(long input, long output, long costMicroUsd) {}
