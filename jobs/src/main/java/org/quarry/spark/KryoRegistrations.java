package org.quarry.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.nd4j.kryo.Nd4jRegistrator;

/**
 * How Kryo is to carry what it cannot carry by itself: ND4J's arrays, which live outside the heap,
 * and records, whose fields the Kryo that Spark brings cannot reach (they go by Java's own
 * serialization).
 */
public final class KryoRegistrations extends Nd4jRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    super.registerClasses(kryo);
    kryo.addDefaultSerializer(Record.class, new JavaSerializer());
  }
}
