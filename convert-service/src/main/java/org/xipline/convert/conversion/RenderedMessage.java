package org.xipline.convert.conversion;

import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Payload;

/**
 * A message as it is going to be delivered.
 *
 * @param payload its bytes, inline or by claim check
 */
public record RenderedMessage(Payload payload, long sizeBytes, Sha256 sha256) {}
