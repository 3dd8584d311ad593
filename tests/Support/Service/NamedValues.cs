using System.Reflection;

namespace CaregiverSignal.Tests.Support;

/// <summary>Statements as a test writes them: <c>@name</c> where a value stands, and an object that has it.</summary>
public static class NamedValues
{
    private static readonly MethodInfo Append = typeof(Sql)
        .GetMethods()
        .Single(method => method is { Name: nameof(Sql.AppendFormatted), IsGenericMethod: true });

    internal static Task<int> Execute(this Transaction transaction, string text, object? values) =>
        transaction.Execute(Of(text, values));

    internal static Task<T?> First<T>(this Transaction transaction, string text, object? values) =>
        transaction.First<T>(Of(text, values));

    internal static async Task<T> One<T>(this Transaction transaction, string text, object? values) =>
        await transaction.One<T>(Of(text, values));

    internal static Task<IReadOnlyList<T>> All<T>(this Transaction transaction, string text, object? values) =>
        transaction.All<T>(Of(text, values));

    private static Sql Of(string text, object? values)
    {
        var (statement, copied) = (new Sql(text.Length, 1), 0);
        foreach (Match name in Regex.Matches(text, @"@(\w+)"))
        {
            if (values?.GetType().GetProperty(name.Groups[1].Value) is not { } property)
                continue;
            statement.AppendLiteral(text[copied..name.Index]);
            Append.MakeGenericMethod(property.PropertyType).Invoke(statement, [property.GetValue(values)]);
            copied = name.Index + name.Length;
        }

        statement.AppendLiteral(text[copied..]);
        return statement;
    }
}
