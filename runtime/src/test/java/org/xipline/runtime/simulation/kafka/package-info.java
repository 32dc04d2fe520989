/** Kafka in memory and in virtual time, as far as xipline relies on it. */
@NullMarked
package org.xipline.runtime.simulation.kafka;

import org.jspecify.annotations.NullMarked;
