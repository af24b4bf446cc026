#include "core/nn/module.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/copy.h"

namespace gradus {
namespace {

void append(std::vector<NamedTensor>& all, const std::string& path, const std::vector<NamedTensor>& more) {
  for (const NamedTensor& each : more) all.push_back({path + each.name, each.tensor});
}

const NamedTensor* find(const std::vector<NamedTensor>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const NamedTensor& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string describe(const Tensor& tensor) {
  return tensor.shape().text() + " " + nameOf(tensor.dtype());
}

}  // namespace

std::vector<NamedTensor> Module::namedParameters() const {
  std::vector<NamedTensor> all = parameters_;
  for (const Child& child : children_) append(all, child.name + ".", child.module->namedParameters());
  return all;
}

std::vector<Tensor> Module::parameters() const {
  std::vector<Tensor> tensors;
  for (const NamedTensor& parameter : namedParameters()) tensors.push_back(parameter.tensor);
  return tensors;
}

std::vector<NamedTensor> Module::namedBuffers() const {
  std::vector<NamedTensor> all = buffers_;
  for (const Child& child : children_) append(all, child.name + ".", child.module->namedBuffers());
  return all;
}

void Module::train(bool isTraining) {
  isTraining_ = isTraining;
  for (const Child& child : children_) child.module->train(isTraining);
}

std::vector<NamedTensor> Module::stateDict() const {
  std::vector<NamedTensor> all;
  for (const NamedTensor& each : parameters_) all.push_back({each.name, each.tensor.detach()});
  for (const NamedTensor& each : buffers_) all.push_back({each.name, each.tensor.detach()});
  for (const Child& child : children_) append(all, child.name + ".", child.module->stateDict());
  return all;
}

void Module::loadStateDict(const std::vector<NamedTensor>& state, bool strict) {
  const std::vector<NamedTensor> own = stateDict();
  std::string missing;
  std::string unexpected;
  std::string unfit;
  for (const NamedTensor& mine : own) {
    const NamedTensor* theirs = find(state, mine.name);
    if (theirs == nullptr) {
      missing += " " + mine.name;
    } else if (theirs->tensor.shape() != mine.tensor.shape() || theirs->tensor.dtype() != mine.tensor.dtype()) {
      unfit += "; " + mine.name + " is " + describe(theirs->tensor) + " in the state, " + describe(mine.tensor) +
               " in the network";
    }
  }
  for (const NamedTensor& theirs : state) {
    if (find(own, theirs.name) == nullptr) unexpected += " " + theirs.name;
  }
  std::string problems;
  if (strict && !missing.empty()) problems += "; missing:" + missing;
  if (strict && !unexpected.empty()) problems += "; unexpected:" + unexpected;
  problems += unfit;
  if (!problems.empty()) throw FormatError("The state does not fit the network" + problems);

  for (const NamedTensor& mine : own) {
    if (const NamedTensor* theirs = find(state, mine.name)) copyInto(mine.tensor, theirs->tensor.detach());
  }
}

Tensor Module::addParameter(std::string name, Tensor tensor) {
  tensor.requireGrad();
  parameters_.push_back({std::move(name), tensor});
  return tensor;
}

Tensor Module::addBuffer(std::string name, const Tensor& tensor) {
  buffers_.push_back({std::move(name), tensor});
  return tensor;
}

void Module::addModule(std::string name, Module& module) {
  children_.push_back({std::move(name), &module});
}

}  // namespace gradus
