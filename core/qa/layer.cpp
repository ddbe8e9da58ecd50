#include "core/qa/rule.hpp"

namespace haat {

const char* to_string(Layer layer) {
  switch (layer) {
    case Layer::container:
      return "container";
    case Layer::schema:
      return "schema";
    case Layer::standard:
      return "standard";
    case Layer::practice:
      return "practice";
  }
  return "";
}

std::span<const Layer> all_layers() {
  static constexpr Layer layers[] = {Layer::container, Layer::schema, Layer::standard,
                                     Layer::practice};
  return layers;
}

}  // namespace haat
