/**
 * xipline under a scripted Kafka, scripted mailbox servers and scripted drops: random schedules,
 * and what must hold after each.
 */
@NullMarked
package org.xipline.console.simulation;

import org.jspecify.annotations.NullMarked;
