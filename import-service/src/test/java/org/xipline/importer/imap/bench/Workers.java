package org.xipline.importer.imap.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.xipline.schemas.identity.EmailAddress;

/** Works on mailboxes, some at a time. */
final class Workers {

  private Workers() {}

  static void each(List<EmailAddress> mailboxes, int atOnce, Work work) throws Exception {
    var free = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks =
          mailboxes.stream()
              .map(mailbox ->
                  (Callable<Boolean>)
                      () -> {
                        free.acquire();
                        try {
                          work.on(mailbox);
                          return true;
                        } finally {
                          free.release();
                        }
                      })
              .collect(Collectors.toList());
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  @FunctionalInterface
  interface Work {
    void on(EmailAddress mailbox) throws Exception;
  }
}
