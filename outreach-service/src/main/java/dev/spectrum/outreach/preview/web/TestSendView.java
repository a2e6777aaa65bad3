package dev.spectrum.outreach.preview.web;

/**
 * What became of a test.
 *
 * @param to the member's own address
 * @param code why it was not sent; blank if it was
 */
record TestSendView(String to, boolean sent, String code, String reason) {}
