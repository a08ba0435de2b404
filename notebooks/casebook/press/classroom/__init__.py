"""What a class needs, made from the chapters: a student's copy, keys, rubrics, checks, data, handouts, and marks."""
