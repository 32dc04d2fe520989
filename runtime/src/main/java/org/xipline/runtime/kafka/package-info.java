/** Kafka clients with the settings that the promises rest on, and the topics' set-up. */
@NullMarked
package org.xipline.runtime.kafka;

import org.jspecify.annotations.NullMarked;
