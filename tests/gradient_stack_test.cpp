// What depth does to a signal and its gradient, where it is known beforehand; and that the session measures it beside a
// training.
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/probe/gradient_stack.h"
#include "core/session/answers.h"
#include "core/session/training_session.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;

namespace {

Choice orthogonal(double gain = 1) {
  return {"orthogonal", {{"gain", gain}, {"zero_bias", 1}}};
}

StackQuestion stackOf(const char* activation, int depth, const Choice& initialization) {
  return {.activations = {{activation, {}}}, .initialization = initialization, .depth = depth};
}

}  // namespace

class GradientStackTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void keepsLengthsThroughOrthogonalLayers_data() {
    QTest::addColumn<int>("depth");
    QTest::addColumn<double>("gain");
    QTest::newRow("one layer") << 1 << 1.0;
    QTest::newRow("fifty layers") << 50 << 1.0;
    QTest::newRow("growing") << 20 << 1.5;
    QTest::newRow("shrinking") << 20 << 0.5;
  }
  void keepsLengthsThroughOrthogonalLayers() {
    QFETCH(int, depth);
    QFETCH(double, gain);
    const StackAnswer answer = measureStack(*device_, stackOf("identity", depth, orthogonal(gain)));
    QCOMPARE(answer.courses.size(), std::size_t{1});
    const StackCourse& course = answer.courses[0];
    QCOMPARE(course.signal.size(), static_cast<std::size_t>(depth) + 1);
    QCOMPARE(course.gradient.size(), course.signal.size());
    for (std::size_t i = 0; i < course.signal.size(); ++i) {
      const double expected = std::pow(gain, static_cast<double>(i));
      QVERIFY(std::abs(course.signal[i] / expected - 1) < 1e-4);
      QVERIFY(std::abs(course.gradient[i] / expected - 1) < 1e-4);
    }
  }

  /// A slope of at most ¼ at each layer, and orthogonal weights that change no length.
  void fadesThroughSigmoids() {
    const StackCourse course = measureStack(*device_, stackOf("sigmoid", 10, orthogonal())).courses[0];
    QCOMPARE(course.gradient[0], 1.0);
    for (std::size_t i = 1; i < course.gradient.size(); ++i) {
      QVERIFY(course.gradient[i] > 0);
      QVERIFY(course.gradient[i] <= 0.25 * course.gradient[i - 1] * (1 + 1e-6));
    }
  }

  /// He's scale keeps the mean square of ReLU's results, and of their gradients, up to chance.
  void keepsItsSizeBehindReluWithKaiming() {
    const Choice kaiming{"kaiming_normal", {{"zero_bias", 1}}};
    const StackCourse he = measureStack(*device_, stackOf("relu", 10, kaiming)).courses[0];
    const StackCourse usual = measureStack(*device_, stackOf("relu", 10, {"default", {}})).courses[0];
    QVERIFY(he.signal.back() > 0.3 && he.signal.back() < 3);
    QVERIFY(he.gradient.back() > 0.3 && he.gradient.back() < 3);
    QVERIFY(usual.gradient.back() < 0.01);
  }

  void theSameSeedIsTheSameNumbers() {
    StackQuestion question = stackOf("tanh", 5, {"xavier_uniform", {}});
    question.activations.push_back({"gelu", {}});
    const StackAnswer first = measureStack(*device_, question);
    const StackAnswer second = measureStack(*device_, question);
    for (std::size_t i = 0; i < 2; ++i) {
      QCOMPARE(first.courses[i].activation, question.activations[i]);
      QCOMPARE(first.courses[i].gradient, second.courses[i].gradient);
    }
    question.seed = 124;
    QVERIFY(measureStack(*device_, question).courses[0].gradient != first.courses[0].gradient);
    // What stands beside it changes nothing.
    question = stackOf("gelu", 5, {"xavier_uniform", {}});
    QCOMPARE(measureStack(*device_, question).courses[0].gradient, first.courses[1].gradient);
  }

  void overflowIsNoNumber() {
    const StackCourse course = measureStack(*device_, stackOf("identity", 50, {"normal", {{"std", 100}}})).courses[0];
    QVERIFY(std::isfinite(course.signal[1]));
    QVERIFY(std::isnan(course.signal.back()));
    QVERIFY(std::isnan(course.gradient.back()));
  }

  void refusesWhatItCannotMeasure() {
    for (const int depth : {0, 51, -3}) {
      const auto go = [&] { measureStack(*device_, stackOf("relu", depth, {"default", {}})); };
      QVERIFY(test::errorOf<Error>(go).contains(QStringLiteral("expected 1 to 50")));
    }
    const auto go = [&] { measureStack(*device_, stackOf("nothing", 3, {"default", {}})); };
    QVERIFY(test::errorOf<FormatError>(go).contains(QStringLiteral("nothing")));
  }

  void theSessionAnswers() {
    TrainingSession session(QStringLiteral("cpu"));
    std::vector<StackAnswerPtr> answers;
    const auto ask = [&](const StackQuestion& question) {
      session.ask(question, this, [&](const StackAnswerPtr& answer) { answers.push_back(answer); });
    };
    QSignalSpy failures(&session, &TrainingSession::failed);
    ask(stackOf("relu", 3, {"default", {}}));
    ask(stackOf("nothing", 3, {"default", {}}));
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), std::size_t{2}, 60'000);
    const StackAnswerPtr good = answers[0];
    QCOMPARE(good->courses.size(), std::size_t{1});
    QCOMPARE(good->of, stackOf("relu", 3, {"default", {}}));
    QVERIFY(good->problem.empty());
    const StackAnswerPtr bad = answers[1];
    QVERIFY(bad->courses.empty());
    QVERIFY(QString::fromStdString(bad->problem).contains(QStringLiteral("nothing")));
    QVERIFY(failures.isEmpty());
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(GradientStackTest)
#include "gradient_stack_test.moc"
