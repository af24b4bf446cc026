// What is launched and never read must not pile up: each launch that waits takes memory.
#include <QFile>
#include <QTest>

#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "tests/test_device.h"

// GCC and clang say in ways of their own that AddressSanitizer is on.
#if defined(__SANITIZE_ADDRESS__)
#define GRADUS_CHECKED_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GRADUS_CHECKED_MEMORY
#endif
#endif

using namespace gradus;

namespace {

/// Of this process, in MiB; Linux only.
double residentMemory() {
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  return file.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20);
}

}  // namespace

class QueueTest : public QObject {
  Q_OBJECT

 private slots:
  void unreadLaunchesAreBounded() {
#ifdef GRADUS_CHECKED_MEMORY
    QSKIP("AddressSanitizer keeps what was freed");
#endif
    if (residentMemory() == 0) QSKIP("Only Linux tells the memory of a process");
    // Without guards, which wait for every launch.
    const QByteArray memory = qgetenv("GRADUS_MEMORY");
    qunsetenv("GRADUS_MEMORY");
    Device device(chooseDevice(listDevices(), "cpu"));
    qputenv("GRADUS_MEMORY", memory);

    // Each takes longer than a launch, so that the device lags behind.
    const Tensor x = Tensor::full(device, {1 << 16}, 1);
    const Tensor y = Tensor::full(device, {1 << 16}, 0.5);
    const auto launchMany = [&](int count) {
      for (int i = 0; i < count; ++i) addInto(x, y);
    };
    launchMany(2'000);
    const double before = residentMemory();
    launchMany(40'000);
    const double grown = residentMemory() - before;
    // Without a bound these 40,000 take over 300 MiB.
    QVERIFY2(grown < 16, qPrintable(QStringLiteral("%1 MiB more").arg(grown)));
    QCOMPARE(x.toVector<float>()[7], 21'001.0F);
  }
};

QTEST_GUILESS_MAIN(QueueTest)
#include "queue_test.moc"
