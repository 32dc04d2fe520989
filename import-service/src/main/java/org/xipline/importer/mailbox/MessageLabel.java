package org.xipline.importer.mailbox;

import org.xipline.schemas.identity.MessageKey;

/**
 * What a message says of itself in its header: which it is, and where it came from.
 *
 * @param connector empty where it does not say
 * @param archive id of the archive; empty where it does not say
 * @param entry path in the archive; empty where it does not say
 */
public record MessageLabel(MessageKey key, String connector, String archive, String entry) {}
