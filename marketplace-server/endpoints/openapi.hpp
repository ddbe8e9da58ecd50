#pragma once

#include <string>

namespace haat::server {

// The OpenAPI 3.1 document, made from the route table.
std::string openapi_document();

}  // namespace haat::server
