package org.xipline.console.connector;

import java.util.function.Supplier;
import org.xipline.importer.mailbox.MailboxServer;

/**
 * Where the import service delivers to.
 *
 * @param location as its settings say it
 * @param server opens it, not connected yet; throws {@link IllegalArgumentException} where it
 *     cannot be used as it is set
 */
public record Deliveries(String location, Supplier<MailboxServer> server) {}
