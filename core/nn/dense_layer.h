// What layers that multiply by a matrix have in common for whoever draws or exports them.
#pragma once

#include "core/nn/module.h"

namespace gradus {

class DenseLayer : public Module {
 public:
  virtual Tensor weightMatrix() const = 0;  ///< (out, in), perhaps a view of the parameter; outside the graph
  virtual Tensor biasVector() const = 0;    ///< (out), outside the graph
};

}  // namespace gradus
