package org.xipline.importer.delivery;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The time, the threads and the randomness that a delivery runs on. A delivery takes them from
 * nowhere else: with a clock, an executor, a pause and a seed of its own, a test decides the order
 * of everything that happens.
 *
 * <ul>
 *   <li>All of {@link MessageDelivery} but the steps below runs on the thread that calls {@link
 *       MessageDelivery#run}, or {@link MessageDelivery#turn} again and again.
 *   <li>Work with mailboxes is cut into steps, one batch of one mailbox each. A step is given to
 *       {@code steps}, runs to its end and blocks only in the mailbox server, the payload store and
 *       the producer. An executor that runs one step at a time, in the order given, is good enough.
 *   <li>What waits for a time (a lane, a retry, a server out of reach) has a due time on {@code
 *       clock}, and goes on with the first turn after it. Nothing sleeps.
 *   <li>Partitions that are revoked are drained on the thread that polls: it looks, calls {@code
 *       pause}, and looks again, until the drain timeout is over on {@code clock}.
 * </ul>
 *
 * @param clock what is due, how long something takes, when something happened
 * @param steps shut down at the end of {@link MessageDelivery#run}, which waits for its threads
 * @param pause used while work in hand is drained
 * @param random numbers in [0, 1), for the spread of waits; called by many threads
 */
public record DeliveryRuntime(
    Clock clock, ExecutorService steps, Pause pause, DoubleSupplier random) {

  /** That of this machine: its time, a virtual thread for each step. */
  public static DeliveryRuntime ofThisMachine() {
    return new DeliveryRuntime(
        Clock.systemUTC(),
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("import-step-", 0).factory()),
        Thread::sleep,
        () -> ThreadLocalRandom.current().nextDouble());
  }
}
