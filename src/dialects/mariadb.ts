/** MariaDB 11: MySQL with sequences, RETURNING, system versioning and Oracle mode. */
import { dialect, switches, words } from './define.js';
import { mysql } from './mysql.js';

export const mariadb = dialect('mariadb', mysql, {
  adds: switches('minus'),
  lex: {
    conditionalComments: 'mariadb', // https://mariadb.com/kb/en/comment-syntax/
  },
  grammar: {
    itemAlias: words('END OFFSET QUALIFY FILTER WITHIN OVERLAPS'),
    tableAlias: words('OFFSET QUALIFY PIVOT UNPIVOT CONNECT START MATCH_RECOGNIZE WITHIN ASOF ANTI SEMI'),
  },
});
