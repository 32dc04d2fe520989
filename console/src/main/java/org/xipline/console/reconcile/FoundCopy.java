package org.xipline.console.reconcile;

import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.MessageLabel;

/** A copy of a message in a mailbox, read back. */
record FoundCopy(CopyLocation place, MessageLabel label, ContentDigest content) {}
