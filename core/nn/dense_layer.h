// What layers that multiply by a matrix have in common for whoever draws or exports them.
#pragma once

#include "core/nn/module.h"

namespace gradus {

class DenseLayer : public Module {
 public:
  virtual Tensor weightMatrix() const = 0;  ///< (out, in), perhaps a view of the parameter; outside the graph
  virtual Tensor biasVector() const = 0;    ///< (out), outside the graph; undefined without biases

  virtual const Tensor& weight() const = 0;  ///< the parameter as the layer keeps it
  virtual const Tensor& bias() const = 0;    ///< the parameter, (out); undefined without biases
};

}  // namespace gradus
