// Views, joining and parting: PyTorch's numbers and gradients, shared storage, PyTorch's rules of what can be a view,
// and the errors.
#include "core/base/error.h"
#include "shaping_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const Operations kOperations = {
    {"transpose 0 2", [](const Tensors& t) { return Tensors{transpose(t[0], 0, 2)}; }},
    {"permute 2 0 1",
     [](const Tensors& t) {
       return Tensors{permute(t[0], {2, 0, 1})};
     }},
    {"T", [](const Tensors& t) { return Tensors{T(t[0])}; }},
    {"flatten", [](const Tensors& t) { return Tensors{flatten(t[0])}; }},
    {"flatten 1", [](const Tensors& t) { return Tensors{flatten(t[0], 1)}; }},
    {"flatten 0 1", [](const Tensors& t) { return Tensors{flatten(t[0], 0, 1)}; }},
    {"unsqueeze 0", [](const Tensors& t) { return Tensors{unsqueeze(t[0], 0)}; }},
    {"unsqueeze -1", [](const Tensors& t) { return Tensors{unsqueeze(t[0], -1)}; }},
    {"slice 2 1:", [](const Tensors& t) { return Tensors{slice(t[0], 2, 1)}; }},
    {"slice 2 -3:-1", [](const Tensors& t) { return Tensors{slice(t[0], 2, -3, -1)}; }},
    {"slice 2 ::3", [](const Tensors& t) { return Tensors{slice(t[0], 2, 0, kEnd, 3)}; }},
    {"slice 2 -100:2", [](const Tensors& t) { return Tensors{slice(t[0], 2, -100, 2)}; }},
    {"slice 0 5:9", [](const Tensors& t) { return Tensors{slice(t[0], 0, 5, 9)}; }},
    {"slice 0 2:1", [](const Tensors& t) { return Tensors{slice(t[0], 0, 2, 1)}; }},
    {"slice 0 ::2", [](const Tensors& t) { return Tensors{slice(t[0], 0, 0, kEnd, 2)}; }},
    {"select 0 1", [](const Tensors& t) { return Tensors{select(t[0], 0, 1)}; }},
    {"select 2 -1", [](const Tensors& t) { return Tensors{select(t[0], 2, -1)}; }},
    {"narrow 2 1 2", [](const Tensors& t) { return Tensors{narrow(t[0], 2, 1, 2)}; }},
    {"narrow 2 -2 2", [](const Tensors& t) { return Tensors{narrow(t[0], 2, -2, 2)}; }},
    {"reshape [4, -1]",
     [](const Tensors& t) {
       return Tensors{reshape(t[0], {4, -1})};
     }},
    {"reshape of a transpose",
     [](const Tensors& t) {
       return Tensors{reshape(transpose(t[0], 0, 2), {6, 4})};
     }},
    {"reshape [1, 3, 0]",
     [](const Tensors& t) {
       return Tensors{reshape(t[0], {1, 3, 0})};
     }},
    {"squeeze", [](const Tensors& t) { return Tensors{squeeze(t[0])}; }},
    {"squeeze 2", [](const Tensors& t) { return Tensors{squeeze(t[0], 2)}; }},
    {"expand [2, -1, 4]",
     [](const Tensors& t) {
       return Tensors{expand(t[0], {2, -1, 4})};
     }},
    {"expand [2, 3, 4]",
     [](const Tensors& t) {
       return Tensors{expand(t[0], {2, 3, 4})};
     }},
    {"expand [0, 3]",
     [](const Tensors& t) {
       return Tensors{expand(t[0], {0, 3})};
     }},
    {"rank 8",
     [](const Tensors& t) {
       return Tensors{flatten(permute(t[0], {7, 6, 5, 4, 3, 2, 1, 0}), 2, 6)};
     }},
    {"cat 0", [](const Tensors& t) { return Tensors{cat(t)}; }},
    {"cat -1",
     [](const Tensors& t) {
       return Tensors{cat({t[0], t[1], t[0]}, -1)};
     }},
    {"cat of nothing", [](const Tensors& t) { return Tensors{cat(t)}; }},
    {"stack 0", [](const Tensors& t) { return Tensors{stack(t)}; }},
    {"stack -1", [](const Tensors& t) { return Tensors{stack(t, -1)}; }},
    {"split 3", [](const Tensors& t) { return split(t[0], 3, 2); }},
    {"split [1, 3]",
     [](const Tensors& t) {
       return split(t[0], {1, 3}, -1);
     }},
    {"chunk 3", [](const Tensors& t) { return chunk(t[0], 3, 2); }},
    {"chunk of 1", [](const Tensors& t) { return chunk(t[0], 3, 1); }},
};

}  // namespace

class ViewsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void cases_data() { addCases("views", kOperations); }
  void cases() {
    QFETCH(QJsonValue, fixture);
    const QString fault = check(*device_, fixture, kOperations);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void viewsShareStorage() {
    const Tensor x = Tensor::zeros(*device_, {2, 3, 4});
    const auto shares = [&](const Tensor& other) { return &other.buffer() == &x.buffer(); };
    QVERIFY(shares(view(x, {4, 6})));
    QVERIFY(shares(reshape(transpose(x, 0, 1), {3, 2, 2, 2})));
    QVERIFY(shares(flatten(slice(x, 1, 1), 1)));
    QVERIFY(shares(select(permute(unsqueeze(x, 0), {3, 2, 1, 0}), 0, 1)));
    QVERIFY(!shares(reshape(transpose(x, 0, 1), {6, 4})));
    fill(select(x, 0, 1), 5);
    QCOMPARE(x.toVector<float>()[12], 5.0F);
    QCOMPARE(x.toVector<float>()[11], 0.0F);
  }

  /// Decisions and strides PyTorch makes for the same calls.
  void viewsKeepStrides() {
    const Tensor x = Tensor::zeros(*device_, {2, 3, 4});
    const Tensor turned = transpose(x, 0, 1);  // [3, 2, 4], strides [4, 12, 1]
    QCOMPARE(view(turned, {3, 2, 2, 2}).strides(), (Shape{4, 12, 2, 1}));
    QCOMPARE(view(turned, {1, 3, 1, 2, 4}).strides(), (Shape{12, 4, 24, 12, 1}));
    QCOMPARE(view(expand(Tensor::zeros(*device_, {1, 3}), {4, 3}), {2, 2, 3}).strides(), (Shape{0, 0, 1}));
    QVERIFY(errorOf<ShapeError>([&] { view(turned, {6, 4}); }).contains(QLatin1String("reshape")));
    QVERIFY(errorOf<ShapeError>([&] { view(slice(x, 2, 0, 3), {18}); }).contains(QLatin1String("[18]")));
  }

  void faultsNameShapes_data() {
    QTest::addColumn<std::function<void(const Tensor&, const Tensor&)>>("action");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const std::function<void(const Tensor&, const Tensor&)>& action,
                        const QStringList& words) { QTest::newRow(name) << action << words; };
    const QString shape = QStringLiteral("[2, 3]");
    const QString other = QStringLiteral("[4, 5]");
    row("view", [](const Tensor& x, const Tensor&) { view(x, {4, 5}); }, {shape, other});
    row("two open sizes",
        [](const Tensor& x, const Tensor&) {
          reshape(x, {-1, -1});
        },
        {shape, QStringLiteral("[-1, -1]")});
    row("open size beside 0",
        [](const Tensor& x, const Tensor&) {
          reshape(slice(x, 0, 2), {-1, 0});
        },
        {QStringLiteral("[0, 3]")});
    row("permute", [](const Tensor& x, const Tensor&) { permute(x, {0, 0}); }, {shape, QStringLiteral("[0, 0]")});
    row("select", [](const Tensor& x, const Tensor&) { select(x, 1, 3); }, {shape, QStringLiteral("3")});
    row("select from a number",
        [](const Tensor& x, const Tensor&) { select(reshape(narrow(narrow(x, 0, 0, 1), 1, 0, 1), {}), 0, 0); },
        {QStringLiteral("[]")});
    row("narrow", [](const Tensor& x, const Tensor&) { narrow(x, 0, 1, 2); }, {shape});
    row("slice backwards", [](const Tensor& x, const Tensor&) { slice(x, 0, 0, 2, -1); },
        {shape, QStringLiteral("-1")});
    row("expand", [](const Tensor& x, const Tensor&) { expand(x, {-1, 2, 3}); }, {shape, QStringLiteral("[-1, 2, 3]")});
    row("flatten", [](const Tensor& x, const Tensor&) { flatten(x, 1, 0); }, {shape});
    row("cat", [](const Tensor& x, const Tensor& y) { cat({x, y}); }, {shape, other});
    row("cat of dtypes",
        [](const Tensor& x, const Tensor& y) {
          cat({x, Tensor::zeros(y.device(), {2, 3}, Dtype::Int64)});
        },
        {QStringLiteral("float32"), QStringLiteral("int64")});
    row("stack", [](const Tensor& x, const Tensor& y) { stack({x, y}); }, {shape, other});
    row("split", [](const Tensor& x, const Tensor&) { split(x, {1, 3}, 1); }, {shape, QStringLiteral("1, 3")});
    row("split to nothing", [](const Tensor& x, const Tensor&) { split(x, 0); }, {shape});
    row("chunk", [](const Tensor& x, const Tensor&) { chunk(x, 0); }, {shape});
    row("too many dimensions",
        [](const Tensor& x, const Tensor&) {
          unsqueeze(reshape(x, {1, 1, 1, 1, 1, 1, 2, 3}), 0);
        },
        {QStringLiteral("8")});
  }
  void faultsNameShapes() {
    QFETCH(std::function<void(const Tensor&, const Tensor&)>, action);
    QFETCH(QStringList, words);
    const Tensor x = Tensor::zeros(*device_, {2, 3});
    const Tensor y = Tensor::zeros(*device_, {4, 5});
    const QString message = errorOf<ShapeError>([&] { action(x, y); });
    for (const QString& word : words) QVERIFY2(message.contains(word), qPrintable(message));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ViewsTest)
#include "views_test.moc"
