SELECT organisation FROM organisations ORDER BY organisation
