/** A real Kafka broker inside the JVM: the embedded default. */
@NullMarked
package org.xipline.runtime.broker;

import org.jspecify.annotations.NullMarked;
