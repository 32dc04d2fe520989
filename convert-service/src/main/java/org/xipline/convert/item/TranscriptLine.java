package org.xipline.convert.item;

import java.time.OffsetDateTime;

/** One line of a transcript: who said what, and when. */
public record TranscriptLine(OffsetDateTime sent, Person from, Body said) {}
