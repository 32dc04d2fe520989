/**
 * What others are told of a conversion: messages, outcomes, dead letters. No record grows past its
 * topic's limit.
 */
@NullMarked
package org.xipline.convert.publication;

import org.jspecify.annotations.NullMarked;
