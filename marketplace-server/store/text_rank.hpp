#pragma once

struct sqlite3;

namespace haat::server {

// The columns of the index of texts, the weightiest first; their order is that of the table.
inline constexpr const char* text_columns = "title, id, competencies, provider, description";

// Adds the function text_rank(catalogue_text) to a connection: how well a row answers a query in
// which every word stands twice, as it is and as a beginning (match_expression in catalogue.cpp).
// A word counts by the best column that it is in, there more as a whole word than as a beginning,
// and a little more where it stands often, with BM25's saturation. What BM25 takes from the other
// documents, how rare a word is among them and how long they are, is left out: so a rank never
// changes while somebody turns pages. The same result for equal rows, whatever is around them.
// Whether it could be added.
bool add_text_rank(sqlite3* database);

}  // namespace haat::server
