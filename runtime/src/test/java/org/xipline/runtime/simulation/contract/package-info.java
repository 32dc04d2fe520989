/** What a client sees of Kafka, held against a real broker and against the scripted one. */
@NullMarked
package org.xipline.runtime.simulation.contract;

import org.jspecify.annotations.NullMarked;
