@org.jspecify.annotations.NullMarked
package org.xipline.console.action;
