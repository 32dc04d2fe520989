/** What a service is to whoever runs it. */
@NullMarked
package org.xipline.runtime.service;

import org.jspecify.annotations.NullMarked;
