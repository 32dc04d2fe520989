/** What is in the way of deliveries now: for operators, not for decisions. */
@NullMarked
package org.xipline.importer.health;

import org.jspecify.annotations.NullMarked;
