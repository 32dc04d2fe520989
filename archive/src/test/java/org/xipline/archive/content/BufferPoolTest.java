package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private final BufferPool pool = new BufferPool();

  @Test
  void shouldUseAgainWhatWasGivenBackAndIsLargeEnough() {
    BufferPool.Buffer buffer = pool.take(100);
    assertThat(pool.take(100)).isNotSameAs(buffer);
    pool.giveBack(buffer);

    assertThat(pool.take(99)).isSameAs(buffer);
  }

  @Test
  void shouldFreeWhatIsTooSmallForALargerOne() {
    BufferPool.Buffer small = pool.take(100);
    ByteBuffer view = small.first(100);
    pool.giveBack(small);

    BufferPool.Buffer large = pool.take(101);

    assertThat(large.first(101).remaining()).isEqualTo(101);
    assertThat(large.first(101).isDirect()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> view.get(0));
  }

  @Test
  void shouldFreeAllWhenClosedAndHandOutNoMore() {
    BufferPool.Buffer idle = pool.take(10);
    ByteBuffer idleView = idle.first(10);
    ByteBuffer outView = pool.take(10).first(10);
    pool.giveBack(idle);

    pool.close();
    pool.close();

    assertThatIllegalStateException().isThrownBy(() -> idleView.get(0));
    assertThatIllegalStateException().isThrownBy(() -> outView.get(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> pool.take(1))
        .withMessageContaining("closed");
  }
}
