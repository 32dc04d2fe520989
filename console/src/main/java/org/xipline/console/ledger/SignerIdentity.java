package org.xipline.console.ledger;

/**
 * Who signed an archive.
 *
 * @param subject RFC 2253
 * @param sha256 fingerprint of the certificate, lower-case hex
 */
public record SignerIdentity(String subject, String sha256) {}
