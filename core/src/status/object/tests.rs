//! Tests of the objects of status lists.
