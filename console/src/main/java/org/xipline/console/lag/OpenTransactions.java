package org.xipline.console.lag;

import java.time.Duration;

/**
 * What the transactions that are open in one partition hold back from its readers.
 *
 * @param topic as the brokers know it
 * @param records offsets from the last stable one to the high watermark
 * @param time since the first of them was written; zero where there is none
 */
public record OpenTransactions(String topic, int partition, long records, Duration time) {}
