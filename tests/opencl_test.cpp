// Device choice, the program cache, memory that is used again, and matrix products on sizes around the tiles.
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/opencl/kernel_library.h"
#include "core/opencl/matrix_product.h"
#include "core/opencl/measured_choices.h"
#include "tests/small_disk.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;

namespace {

DeviceInfo fake(std::size_t index, const char* name, DeviceType type) {
  DeviceInfo info;
  info.index = index;
  info.platform = "Some Platform";
  info.name = name;
  info.type = type;
  return info;
}

/// Right, and far slower than it need be.
class Slow : public MatrixProduct {
 public:
  explicit Slow(Device& device) : fast_(makeTiledProduct(device)) {}

  std::string_view name() const override { return "slow"; }

  void multiply(const MatrixProblem& problem) override {
    ++calls;
    for (int i = 0; i < 200; ++i) fast_->multiply(problem);
  }

  int calls = 0;

 private:
  std::unique_ptr<MatrixProduct> fast_;
};

}  // namespace

class OpenclTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void choosesByRequest_data() {
    QTest::addColumn<QString>("request");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing: a GPU first") << "" << 1;
    QTest::newRow("cpu") << "cpu" << 0;
    QTest::newRow("gpu") << "gpu" << 1;
    QTest::newRow("index") << "2" << 2;
    QTest::newRow("part of the name") << "radeon" << 2;
    QTest::newRow("case") << "GeForce" << 1;
    QTest::newRow("index beyond") << "7" << -1;
    QTest::newRow("unknown") << "quantum" << -1;
  }

  void choosesByRequest() {
    QFETCH(QString, request);
    QFETCH(int, expected);
    const std::vector<DeviceInfo> devices = {fake(0, "Xeon", DeviceType::Cpu), fake(1, "GeForce", DeviceType::Gpu),
                                             fake(2, "Radeon", DeviceType::Gpu)};
    qunsetenv("GRADUS_DEVICE");
    if (expected < 0) {
      QVERIFY_THROWS_EXCEPTION(DeviceError, chooseDevice(devices, request.toStdString()));
    } else {
      QCOMPARE(chooseDevice(devices, request.toStdString()).index, static_cast<std::size_t>(expected));
    }
  }

  void environmentChooses() {
    const std::vector<DeviceInfo> devices = {fake(0, "Xeon", DeviceType::Cpu), fake(1, "GeForce", DeviceType::Gpu)};
    qputenv("GRADUS_DEVICE", "xeon");
    QCOMPARE(chooseDevice(devices, "").index, std::size_t{0});
    QCOMPARE(chooseDevice(devices, "gpu").index, std::size_t{1});
    qunsetenv("GRADUS_DEVICE");
  }

  void noDeviceSaysWhatToInstall() {
    try {
      chooseDevice({}, "");
      QFAIL("no error");
    } catch (const DeviceError& error) {
      QVERIFY(QByteArray(error.what()).contains("pocl-opencl-icd"));
    }
  }

  void unknownKernelIsNamed() {
    try {
      device_->launch("no_such_kernel", device_->itemsOver(1));
      QFAIL("no error");
    } catch (const DeviceError& error) {
      QVERIFY(QByteArray(error.what()).contains("no_such_kernel"));
    }
  }

  void buildFailureCarriesTheLog() {
    device_->addProgram("broken", Precision::Single,
                        [] { return std::string("__kernel void k() { undeclared_thing = 1; }"); });
    try {
      device_->launch("broken:k", device_->itemsOver(1));
      QFAIL("no error");
    } catch (const DeviceError& error) {
      QVERIFY2(QByteArray(error.what()).contains("undeclared_thing"), error.what());
    }
  }

  void buildLogsNameTheFile() { QVERIFY(kernelLibrary().find("#line 1 \"matrix.cl\"") != std::string::npos); }

  void programsComeBackFromDisk() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const std::string source = "__kernel void one(__global float* x) { x[get_global_id(0)] = 1.0f; }";
    cl_device_id id = nullptr;
    GRADUS_CL(clGetContextInfo(device_->context(), CL_CONTEXT_DEVICES, sizeof id, &id, nullptr));
    const ProgramCache cache(device_->context(), id, "device/driver 1", path);
    const std::filesystem::path file = cache.fileOf(source, "-DX");
    QVERIFY(cache.build(source, "-DX"));
    QVERIFY(std::filesystem::exists(file));
    QVERIFY(cache.fileOf(source, "-DY") != file);
    QVERIFY(ProgramCache(device_->context(), id, "device/driver 2", path).fileOf(source, "-DX") != file);

    const ProgramHandle second = cache.build(source, "-DX");
    cl_uint kernels = 0;
    GRADUS_CL(clCreateKernelsInProgram(second.get(), 0, nullptr, &kernels));
    QCOMPARE(kernels, 1U);

    std::ofstream(file, std::ios::binary) << "not a program";
    QVERIFY(cache.build(source, "-DX"));
  }

  /// Where the compiler finds no room it ends the process: it is not asked then.
  void aFullDiskIsAnErrorAndNoEnd() {
    device_->addProgram("late", Precision::Single, [] {
      return std::string(
          "__kernel void one(__global float* x) { x[0] = 1; }\n"
          "__kernel void two(__global float* x) { x[0] = 2; }\n");
    });
    const Buffer buffer = device_->allocate(20);
    const auto errorOnAFullDisk = [&](std::string_view kernel, const Range& range) {
      const test::SmallDisk disk(1000);
      return test::errorOf<DeviceError>([&] { device_->launch(kernel, range, buffer); });
    };
    const Range wide{{std::size_t{1} << 17U, 1}, {64, 1}};
    for (const char* kernel : {"late:one", "late:two"}) {
      QVERIFY(errorOnAFullDisk(kernel, device_->itemsOver(1)).contains(QStringLiteral("Make room")));
      device_->launch(kernel, device_->itemsOver(1), buffer);
      QCOMPARE(errorOnAFullDisk(kernel, device_->itemsOver(1)), QStringLiteral("(no error)"));
      QVERIFY(errorOnAFullDisk(kernel, wide).contains(QStringLiteral("Make room")));
    }
    float number = 0;
    device_->read(buffer, 0, &number, sizeof number);
    QCOMPARE(number, 2.0F);
  }

  void freedMemoryIsUsedAgain() {
    qunsetenv("GRADUS_MEMORY");
    Device device(device_->info());
    const std::size_t before = device.pool().reservedBytes();
    cl_mem first = nullptr;
    {
      const Buffer buffer = device.allocate(100'000);
      QVERIFY(buffer.bytes() >= 100'000);
      QVERIFY(buffer.bytes() <= 125'000);
      first = buffer.handle();
    }
    const Buffer again = device.allocate(99'999);
    QCOMPARE(again.handle(), first);
    QCOMPARE(device.pool().reservedBytes(), before + again.bytes());
  }

  void strayWritesAreFound_data() {
    QTest::addColumn<int>("at");
    for (const int at : {-256, -1, 0, 4, 5, 68, 260}) QTest::addRow("%d", at) << at;
  }
  void strayWritesAreFound() {
    QFETCH(int, at);
    device_->addProgram("stray", Precision::Single,
                        [] { return std::string("__kernel void put(__global float* x, int at) { x[at] = 1; }\n"); });
    const Buffer other = device_->allocate(20);
    const Buffer buffer = device_->allocate(20);
    QByteArray message;
    try {
      device_->launch("stray:put", device_->itemsOver(1), buffer, at);
    } catch (const DeviceError& error) {
      message = error.what();
    }
    const bool isInside = at >= 0 && at < 5;
    const QByteArray place = QByteArray::number(4 * at);
    QCOMPARE(message, isInside ? QByteArray() : "stray:put wrote to byte " + place + " of a buffer of 20 bytes");
  }

  void whatWasNeverWrittenIsNotANumber() {
    const Buffer buffer = device_->allocate(20);
    std::vector<float> numbers(20 / 4 + Buffer::kSlackBytes / 4);
    device_->read(buffer, 0, numbers.data(), numbers.size() * sizeof(float));
    for (const float number : numbers) QVERIFY(std::isnan(number));
  }

  void multiplies_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("inner");
    for (const int size : {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65}) {
      QTest::addRow("%d cubed", size) << size << size << size;
    }
    QTest::newRow("1 x 257 x 1") << 1 << 257 << 1;
    QTest::newRow("257 x 1 x 31") << 257 << 1 << 31;
    QTest::newRow("1 x 1 x 255") << 1 << 1 << 255;
    QTest::newRow("100 x 32 x 784") << 100 << 32 << 784;
    QTest::newRow("33 x 255 x 257") << 33 << 255 << 257;
  }

  void multiplies() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, inner);
    std::vector<std::unique_ptr<MatrixProduct>> both;
    both.push_back(makeGroupedProduct(*device_));
    both.push_back(makeTiledProduct(*device_));
    const auto measured = makeMeasuredProduct(*device_, std::move(both));
    const auto tiled = makeTiledProduct(*device_);
    for (const bool aTransposed : {false, true}) {
      for (const bool bTransposed : {false, true}) {
        checkProduct(*device_, *tiled, rows, columns, inner, aTransposed, bTransposed);
        // Where nothing can be remembered that is the first one.
        checkProduct(*device_, *measured, rows, columns, inner, aTransposed, bTransposed);
      }
    }
  }

  void theFasterProductIsFoundAndRemembered() {
    const QTemporaryDir folder;
    const auto device = openMeasuringDevice(folder.path());
    Slow* slow = nullptr;
    const auto makeProduct = [&] {
      std::vector<std::unique_ptr<MatrixProduct>> both;
      auto first = std::make_unique<Slow>(*device);
      slow = first.get();
      both.push_back(std::move(first));
      both.push_back(makeTiledProduct(*device));
      return makeMeasuredProduct(*device, std::move(both));
    };
    const auto first = makeProduct();
    checkProduct(*device, *first, 33, 65, 17, false, true);
    QCOMPARE(device->choices().find("float32 product NT of 2^15"), std::string("tiled"));
    const int calls = slow->calls;
    QVERIFY(calls > 0);
    checkProduct(*device, *first, 33, 65, 18, false, true);
    QCOMPARE(slow->calls, calls);

    const auto second = makeProduct();  // as the next start of the program does
    checkProduct(*device, *second, 33, 65, 17, false, true);
    QCOMPARE(slow->calls, 0);
    checkProduct(*device, *second, 600, 3, 5, false, true);
    QVERIFY(slow->calls > 0);
  }

 private:
  /// Against a plain loop in double, with operands inside larger buffers and canaries around the result.
  static void checkProduct(Device& device, MatrixProduct& product, int rows, int columns, int inner, bool aTransposed,
                           bool bTransposed) {
    constexpr int kMargin = 37;
    constexpr float kCanary = 12345.0F;
    const auto at = [](int i) { return static_cast<std::size_t>(i); };
    std::vector<float> a = someNumbers(kMargin + rows * inner, 1);
    std::vector<float> b = someNumbers(kMargin + inner * columns, 2);
    std::vector<float> result(at(rows * columns + 2 * kMargin), kCanary);

    const auto upload = [&](const std::vector<float>& numbers) {
      Buffer buffer = device.allocate(numbers.size() * sizeof(float));
      device.write(buffer, 0, numbers.data(), numbers.size() * sizeof(float));
      return buffer;
    };
    const Buffer bufferA = upload(a);
    const Buffer bufferB = upload(b);
    const Buffer bufferC = upload(result);
    product.multiply({.rows = rows,
                      .columns = columns,
                      .inner = inner,
                      .a = {&bufferA, kMargin, aTransposed ? rows : inner, aTransposed},
                      .b = {&bufferB, kMargin, bTransposed ? inner : columns, bTransposed},
                      .result = {&bufferC, kMargin, columns, false}});
    device.read(bufferC, 0, result.data(), result.size() * sizeof(float));

    for (int i = 0; i < kMargin; ++i) {
      QCOMPARE(result[at(i)], kCanary);
      QCOMPARE(result[result.size() - 1 - at(i)], kCanary);
    }
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) {
        double expected = 0;
        for (int p = 0; p < inner; ++p) {
          const int ia = aTransposed ? p * rows + i : i * inner + p;
          const int ib = bTransposed ? j * inner + p : p * columns + j;
          expected += static_cast<double>(a[at(kMargin + ia)]) * static_cast<double>(b[at(kMargin + ib)]);
        }
        const double got = static_cast<double>(result[at(kMargin + i * columns + j)]);
        // Each of `inner` additions rounds a float32 sum that stays below `inner`, some up, some down.
        const double allowed = 1e-6 + 1e-6 * inner;
        QVERIFY2(std::abs(got - expected) <= allowed,
                 qPrintable(QStringLiteral("(%1, %2): %3, expected %4").arg(i).arg(j).arg(got).arg(expected)));
      }
    }
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(OpenclTest)
#include "opencl_test.moc"
