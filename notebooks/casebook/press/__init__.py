"""From notebooks to pages and back: rerun, audit, pages, receipt."""
