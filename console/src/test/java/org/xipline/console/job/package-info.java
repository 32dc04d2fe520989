@NullMarked
package org.xipline.console.job;

import org.jspecify.annotations.NullMarked;
