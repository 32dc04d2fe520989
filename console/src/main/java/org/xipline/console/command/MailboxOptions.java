package org.xipline.console.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.pipeline.DeliveringServices;
import picocli.CommandLine.Option;

/** Where the mailboxes are, and how to get into them. */
final class MailboxOptions {
  @Option(
      names = "--mailboxes",
      paramLabel = "M",
      required = true,
      description = {
        "maildir:DIR, imaps://HOST:PORT, imap://HOST:PORT (STARTTLS, required),",
        "or imap://HOST:PORT?tls=off for a server on this machine."
      })
  private String location = "";

  @Option(
      names = "--imap-auth",
      paramLabel = "AUTH",
      description = {
        "master:NAME (password in XIPLINE_IMAP_PASSWORD), passwords:FILE, or xoauth2."
      })
  private @Nullable String imapAuth;

  @Option(
      names = "--imap-trust",
      paramLabel = "CA.pem",
      description = {
        "Certificates of the authorities that the IMAP server's certificate may come from;",
        "by default those that Java trusts."
      })
  private @Nullable Path imapTrust;

  /** The mailboxes, and the services that deliver there. */
  DeliveringServices served(PipelineServices services) {
    try {
      return services.deliveringTo(
          location, Optional.ofNullable(imapAuth), Optional.ofNullable(imapTrust));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
