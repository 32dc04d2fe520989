package org.xipline.importer.imap.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.xipline.importer.imap.authentication.LogIn;
import org.xipline.schemas.identity.EmailAddress;

/** What operators read of a mailbox that is refused for good. */
final class FinalRefusal {

  private FinalRefusal() {}

  /**
   * The server's words, since when, and what to do.
   *
   * @param words the server's
   */
  static String detail(EmailAddress mailbox, LogIn logIn, Instant since, String words) {
    return ("%s (refused since %s, while other mailboxes accepted log-ins). %s, then run: xipline"
            + " dead-letters replay")
        .formatted(words, since.truncatedTo(ChronoUnit.SECONDS), remedy(mailbox, logIn));
  }

  private static String remedy(EmailAddress mailbox, LogIn logIn) {
    return switch (logIn) {
      case LogIn.Bearer _ ->
          "Give the application access, in Exchange Online PowerShell: Add-MailboxPermission"
              + " -Identity '%s' -User '<the application's service principal>' -AccessRights FullAccess"
                  .formatted(mailbox.value().replace("'", "''"));
      case LogIn.Password(String as, String user, var _) ->
          as.isEmpty()
              ? "Check the password of %s, and that the mailbox exists".formatted(user)
              : "Check that the mailbox %s exists and that %s may act for it"
                  .formatted(mailbox.value(), user);
    };
  }
}
