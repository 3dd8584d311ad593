using System.Data.Common;
using Microsoft.Data.Sqlite;
using nietras.SeparatedValues;
using Npgsql;

namespace CaregiverSignal.Bench;

/// <summary>
/// The child process that import is compared with: each file into a table of text, one insert a row, or COPY on a
/// server; all in one commit, without a check or a key.
/// </summary>
public static class PlainImport
{
    public static int Run(string folder, Place place)
    {
        using var connection = place.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var name in ReplayBench.Files)
        {
            using var rows = Sep.Reader(options => options with { Sep = new Sep(',') })
                .FromFile(Path.Combine(folder, name));
            var (table, columns) = (Path.GetFileNameWithoutExtension(name), rows.Header.ColNames);
            using var command = connection.CreateCommand();
            command.CommandText =
                $"create table {table} ({string.Join(", ", columns.Select(column => $"\"{column}\" text"))})";
            command.ExecuteNonQuery();
            if (connection is NpgsqlConnection server)
                Copy(server, table, rows);
            else
                Insert(command, table, columns.Count, rows);
        }

        transaction.Commit();
        return 0;
    }

    private static void Copy(NpgsqlConnection server, string table, SepReader rows)
    {
        using var copy = server.BeginBinaryImport($"copy {table} from stdin (format binary)");
        foreach (var row in rows)
        {
            copy.StartRow();
            for (var cell = 0; cell < row.ColCount; cell++)
                copy.Write(row[cell].ToString());
        }

        copy.Complete();
    }

    private static void Insert(DbCommand command, string table, int columns, SepReader rows)
    {
        var names = Enumerable.Range(0, columns).Select(column => $"@c{column}").ToList();
        command.CommandText = $"insert into {table} values ({string.Join(", ", names)})";
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        foreach (var row in rows)
        {
            for (var cell = 0; cell < columns; cell++)
                command.Parameters[cell].Value = row[cell].ToString();
            command.ExecuteNonQuery();
        }
    }
}
