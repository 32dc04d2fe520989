package org.xipline.importer.mailbox;

/** A copy of a message as it lies in a folder. */
public record FiledCopy(CopyLocation place, MessageLabel label) {}
