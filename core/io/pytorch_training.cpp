#include "core/io/pytorch_training.h"

#include "core/io/python.h"
#include "core/io/torch_call.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "core/step/training_loss.h"

namespace gradus {
namespace {

using python::fill;

constexpr const char* kEvaluate = R"py(

@torch.no_grad()
def evaluate(model, loss_of, dataset):
    """Mean loss and «METRIC_TITLE» over all samples of a part."""
    model.eval()
    x, y = dataset.tensors
    loss = «WEIGHT_SUM»«METRIC» = 0.0
    for inputs, targets in zip(x.split(1000), y.split(1000)):
        outputs = model(inputs)
«WEIGHT»        loss += loss_of(outputs, targets).item() * «OF_PIECE»
        «METRIC» += «EXPRESSION».sum().item()
    return loss / «OF_ALL», «METRIC» / len(x)

)py";

constexpr const char* kMain = R"py(
def main():
    train_set, valid_set, test_set = load_data()
    torch.manual_seed(SEED)
    model = make_model()
«LOSS»    optimizer = «OPTIMIZER»
    batches = DataLoader(train_set, batch_size=BATCH_SIZE«LOADER»)
«SCHEDULER»«BEST»
    for epoch in range(1, EPOCHS + 1):
        model.train()
        for inputs, targets in batches:
            loss = loss_of(model(inputs), targets)
            optimizer.zero_grad()
«BACKWARD»            optimizer.step()
«AFTER_BATCH»«SCORES»«AFTER_EPOCH»«TEST»
)py";

/// What a piece weighs in a mean of its part.
constexpr const char* kWeight = R"py(        weight = loss_of.weight[targets].sum().item()
        weights += weight
)py";

/// Without samples of a class there is nothing to divide by.
constexpr const char* kBalance = R"py(    counts = train_set.tensors[1].bincount(minlength=«CLASSES»).clamp(min=1)
    weights = len(train_set) / (len(counts) * counts)  # all classes count alike
    loss_of = «LOSS»
)py";

constexpr const char* kPenalty =
    R"py(            penalty = sum(parameter.abs().sum() for parameter in model.parameters())
            (loss + L1 * penalty).backward()
)py";

constexpr const char* kStop = R"py(        if «WATCHED» < best_loss:
            best_loss, best_epoch = «WATCHED», epoch
        if epoch - best_epoch >= PATIENCE:
            break
)py";

/// The metric's name in Python, and how it is printed.
const char* metricName(const Dataset& dataset) {
  return dataset.task == Task::Classification ? "accuracy" : "mae";
}

/// "loss {train_loss:.7g} accuracy {100 * train_accuracy:.2f} %" of a part.
std::string scoreText(const char* part, const Dataset& dataset) {
  const char* text = dataset.task == Task::Classification
                         ? "«PART» loss {«NAME»_loss:.7g} accuracy {100 * «NAME»_accuracy:.2f} %"
                         : "«PART» loss {«NAME»_loss:.7g} MAE {«NAME»_mae:.7g}";
  const std::string name = part;
  return fill(text, {{"PART", name == "test" ? "Test " : name}, {"NAME", name}});
}

/// A line that evaluates a part.
std::string evaluation(const char* part, const Dataset& dataset, const char* indent) {
  return fill("«INDENT»«PART»_loss, «PART»_«METRIC» = evaluate(model, loss_of, «PART»_set)\n",
              {{"INDENT", indent}, {"PART", part}, {"METRIC", metricName(dataset)}});
}

/// What each sample counts in the metric.
const char* metricExpression(OutputKind kind) {
  switch (kind) {
    case OutputKind::Scores:
      return "(outputs.argmax(1) == targets)";
    case OutputKind::LogOdds:
      return "((outputs > 0) == targets)";
    case OutputKind::Probability:
      return "((outputs > 0.5) == targets)";
    default:
      return "(outputs - targets).abs()";
  }
}

std::string evaluateFunction(const TrainingSpec& training, const Dataset& dataset) {
  const bool classes = dataset.task == Task::Classification;
  const bool weighs = balancesClasses(training);
  return fill(kEvaluate, {{"METRIC_TITLE", classes ? "accuracy" : "absolute error"},
                          {"WEIGHT_SUM", weighs ? "weights = " : ""},
                          {"WEIGHT", weighs ? kWeight : ""},
                          {"OF_PIECE", weighs ? "weight" : "len(inputs)"},
                          {"OF_ALL", weighs ? "weights" : "len(x)"},
                          {"METRIC", metricName(dataset)},
                          {"EXPRESSION", metricExpression(findLoss(training.loss.name).output)}});
}

std::string schedulerLine(const Choice& schedule, const ScheduleInfo& info) {
  if (info.torchName.empty()) return {};
  const std::string call = torchCall("torch.optim.lr_scheduler." + info.torchName, "optimizer", schedule, info);
  return "    scheduler = " + call + "\n";
}

std::string lossLines(const TrainingSpec& training, const Dataset& dataset) {
  const Loss& loss = findLoss(training.loss.name);
  const auto call = [&](const char* first) { return torchCall("nn." + loss.torchName, first, training.loss, loss); };
  if (!balancesClasses(training)) return "    loss_of = " + call("") + "\n";
  return fill(kBalance, {{"CLASSES", std::to_string(dataset.classes())}, {"LOSS", call("weight=weights")}});
}

std::string backwardLines(const TrainingSpec& training) {
  std::string lines = training.l1 > 0 ? kPenalty : "            loss.backward()\n";
  if (training.clipNorm > 0) lines += "            nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)\n";
  if (training.clipValue > 0) lines += "            nn.utils.clip_grad_value_(model.parameters(), CLIP_VALUE)\n";
  return lines;
}

/// A schedule by batches may have fewer steps than training; then the last rate stays. PyTorch's OneCycleLR takes one
/// step more than it has, but where it only rises it divides by 0 there.
std::string afterBatch(const Choice& schedule, const ScheduleInfo& info) {
  if (info.step != ScheduleStep::Batch) return {};
  const auto value = [&](const char* name) { return valueOf(schedule, info, name); };
  const bool onlyRises = value("pct_start") == 1 && value("three_phase") == 0;
  if (!onlyRises && value("total_steps") == 0) return "            scheduler.step()\n";
  return fill("            if scheduler.last_epoch < scheduler.total_steps«LAST»:\n                scheduler.step()\n",
              {{"LAST", onlyRises ? " - 1" : ""}});
}

std::string afterEpoch(const TrainingSpec& training, const ScheduleInfo& info, const std::string& watched) {
  std::string lines;
  if (info.step == ScheduleStep::EpochWithMetric) lines += "        scheduler.step(" + watched + ")\n";
  if (info.step == ScheduleStep::Epoch && !info.torchName.empty()) lines += "        scheduler.step()\n";
  return training.patience > 0 ? lines + fill(kStop, {{"WATCHED", watched}}) : lines;
}

/// The lines that evaluate the parts at the end of an epoch and print their scores.
std::string scoresOf(const PreparedData& data) {
  const Dataset& dataset = *data.dataset;
  const char* indent = "        ";
  std::string lines = evaluation("train", dataset, indent);
  std::string print = "        print(f\"Epoch {epoch:{len(str(EPOCHS))}}/{EPOCHS}  ";
  print += scoreText("train", dataset);
  if (!data.valid.empty()) {
    lines += evaluation("valid", dataset, indent);
    print += "\"\n              f\"  " + scoreText("valid", dataset);
  }
  return lines + print + "\")\n";
}

std::string testOf(const PreparedData& data) {
  if (data.test.empty()) return {};
  std::string lines = evaluation("test", *data.dataset, "    ");
  lines += "    print(f\"" + scoreText("test", *data.dataset) + "\")\n";
  return lines;
}

}  // namespace

std::string pytorchTrainingConstants(const TrainingSpec& training) {
  std::string lines = fill("BATCH_SIZE = «SIZE»\nEPOCHS = «EPOCHS»\n",
                           {{"SIZE", std::to_string(training.batchSize)}, {"EPOCHS", std::to_string(training.epochs)}});
  const auto add = [&](const char* name, double value, const char* comment) {
    if (value > 0) lines += std::string(name) + " = " + python::real(value) + "  # " + comment + "\n";
  };
  add("L1", training.l1, "weight of the penalty on the size of all parameters");
  add("CLIP_NORM", training.clipNorm, "the largest norm of all gradients together");
  add("CLIP_VALUE", training.clipValue, "the largest gradient");
  if (training.patience > 0) {
    lines += "PATIENCE = " + std::to_string(training.patience);
    lines += "  # epochs without a better loss after which training stops\n";
  }
  return lines;
}

std::string pytorchTraining(const Experiment& experiment, const PreparedData& data) {
  const TrainingSpec& training = experiment.training;
  const OptimizerInfo& optimizer = findOptimizer(training.optimizer.name);
  const ScheduleInfo& schedule = findSchedule(training.schedule.name);
  // The test part is not for decisions about training.
  const std::string watched = data.valid.empty() ? "train_loss" : "valid_loss";
  std::string loader = training.shuffle ? ", shuffle=True" : "";
  if (training.dropLast) loader += ", drop_last=True";
  const std::string make =
      torchCall("torch.optim." + optimizer.torchName, "model.parameters()", training.optimizer, optimizer);
  return evaluateFunction(training, *data.dataset) +
         fill(kMain, {{"LOSS", lossLines(training, *data.dataset)},
                      {"OPTIMIZER", make},
                      {"LOADER", loader},
                      {"SCHEDULER", schedulerLine(training.schedule, schedule)},
                      {"BEST", training.patience > 0 ? "    best_loss, best_epoch = float(\"inf\"), 0\n" : ""},
                      {"BACKWARD", backwardLines(training)},
                      {"AFTER_BATCH", afterBatch(training.schedule, schedule)},
                      {"SCORES", scoresOf(data)},
                      {"AFTER_EPOCH", afterEpoch(training, schedule, watched)},
                      {"TEST", testOf(data)}});
}

}  // namespace gradus
