// The engine's thread: jobs in their order, workers in turns between them, and an end that waits for no queue.
#include <QTest>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "core/session/engine_thread.h"

using namespace gradus;

namespace {

/// A door that one thread waits at until another opens it. It may be gone as soon as one has passed.
class Door {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    isOpen_ = true;
    opened_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return isOpen_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool isOpen_ = false;
};

/// Writes its name whenever it works, so many times; opens the door after the last one.
class Writer final : public EngineWorker {
 public:
  Writer(std::string name, int times, std::string& into) : name_(std::move(name)), times_(times), into_(into) {}

  std::optional<Clock::time_point> due() const override {
    return times_ > 0 ? std::optional(Clock::time_point::min()) : std::nullopt;
  }
  void work() override {
    into_ += name_;
    if (--times_ == 0) isDone.open();
  }
  void letGo() override { into_ += "-" + name_; }
  EngineDevice::TakeOver moveTo(Device&, bool) override {
    return [] {};
  }

  Door isDone;

 private:
  std::string name_;
  int times_;
  std::string& into_;
};

}  // namespace

class EngineThreadTest : public QObject {
  Q_OBJECT

 private slots:
  void jobsHaveAnOrder() {
    EngineThread engine({.request = "cpu"});
    std::string order;
    Door begin, end;
    engine.post([&] { begin.pass(); });
    const auto write = [&](char letter) { return [&order, letter] { order += letter; }; };
    engine.post([&] { end.open(); }, EngineThread::Urgency::Question);
    engine.post(write('q'), EngineThread::Urgency::Question);
    engine.post(write('1'));
    engine.post(write('2'))->cancel();
    engine.post(write('3'));
    begin.open();
    end.pass();
    engine.end();
    // Commands come before the questions that waited first; the last question may be dropped by the end.
    QVERIFY2(order == "13" || order == "13q", order.c_str());
  }

  void workersWorkInTurns() {
    EngineThread engine({.request = "cpu"});
    std::string order;
    Writer a("a", 3, order);
    Writer b("b", 5, order);
    Door begin;
    engine.post([&] { begin.pass(); });
    engine.add(a);
    engine.add(b);
    begin.open();
    b.isDone.pass();
    engine.remove(a);
    engine.remove(b);
    QCOMPARE(order, std::string("babababb-a-b"));
  }

  void jobsGoBeforeWork() {
    EngineThread engine({.request = "cpu"});
    std::string order;
    Writer a("a", 2, order);
    Door begin;
    engine.post([&] { begin.pass(); });
    engine.add(a);
    for (int i = 0; i < 3; ++i) engine.post([&] { order += "j"; }, EngineThread::Urgency::Question);
    begin.open();
    a.isDone.pass();
    engine.end();
    QCOMPARE(order, std::string("jjjaa-a"));
  }

  /// What waits then is dropped, and whoever works lets go.
  void theEndWaitsForNoQueue() {
    std::string order;
    Writer endless("", 1 << 30, order);
    {
      EngineThread engine({.request = "cpu"});
      engine.add(endless);
      Door isIn;
      engine.post([&] { isIn.open(); });
      isIn.pass();
    }
    QCOMPARE(order, std::string("-"));
  }

  void nothingIsPostedAfterTheEnd() {
    std::string order;
    EngineThread engine({.request = "cpu"});
    engine.end();
    engine.post([&] { order += "j"; });
    Writer late("a", 1, order);
    engine.add(late);
    engine.remove(late);  // waits for nothing
    QVERIFY(order.empty());
  }

  void aDeviceThatIsNotThereIsAnError() {
    EngineThread engine({.request = "no such device"});
    std::string message;
    Door end;
    engine.post([&] {
      try {
        engine.device();
      } catch (const std::exception& error) {
        message = error.what();
      }
      end.open();
    });
    end.pass();
    QVERIFY2(message.find("no such device") != std::string::npos, message.c_str());
  }
};

QTEST_GUILESS_MAIN(EngineThreadTest)
#include "engine_thread_test.moc"
