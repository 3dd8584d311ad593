using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace CaregiverSignal.Storage;

/// <summary>The parameters of a command, which get new values each time that it is executed.</summary>
internal sealed class BoundValues(DbParameterCollection parameters, Func<DbParameter> create)
{
    private Type? shape;

    public void Bind(object? values, ReadOnlySpan<Parameter> more)
    {
        var members = values is null ? [] : Shape.Of(values.GetType()).Members;
        if (shape != values?.GetType() || parameters.Count != members.Length + more.Length)
        {
            parameters.Clear();
            foreach (var (name, type, _) in members)
                Add(name, type);
            foreach (var (name, _, type) in more)
                Add(name, type);
            shape = values?.GetType();
        }

        for (var place = 0; place < members.Length; place++)
            parameters[place].Value = Stored(members[place].Get(values!));
        for (var place = 0; place < more.Length; place++)
            parameters[members.Length + place].Value = Stored(more[place].Value);
    }

    /// <summary>
    /// A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
    /// </summary>
    private void Add(string name, DbType? type)
    {
        var parameter = create();
        parameter.ParameterName = "@" + name;
        if (type is { } known)
            parameter.DbType = known;
        parameters.Add(parameter);
    }

    internal static object Stored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            string text => Parameter.Storable(text),
            DateTimeOffset instant => TypeHandlers.Text(instant),
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            bool yes => yes ? 1L : 0L,
            int number => (long)number,
            Enum member => member.Code(),
            _ => value,
        };
}

/// <summary>The members of a type whose values are bound to parameters.</summary>
internal sealed record Shape((string Name, DbType? Type, Func<object, object?> Get)[] Members, bool HasLists)
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    private static readonly MethodInfo Boxing = typeof(Shape).GetMethod(
        nameof(Boxed),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    public static Shape Of(Type type) => Known.GetOrAdd(type, Read);

    private static Shape Read(Type type) =>
        new(MembersOf(type), type.GetProperties().Any(one => ListParameters.IsList(one.PropertyType)));

    private static (string, DbType?, Func<object, object?>)[] MembersOf(Type type) =>
        [
            .. type.GetProperties()
                .Where(property => property.GetIndexParameters().Length == 0)
                .Select(property => (property.Name, Parameter.ColumnTypeOf(property.PropertyType), GetterOf(property))),
        ];

    /// <remarks>An expression would be compiled for each of the seventy that a start needs.</remarks>
    private static Func<object, object?> GetterOf(PropertyInfo property) =>
        (Func<object, object?>)
            Boxing
                .MakeGenericMethod(property.DeclaringType!, property.PropertyType)
                .Invoke(null, [property.GetMethod!])!;

    private static Func<object, object?> Boxed<TOwner, TValue>(MethodInfo getter)
    {
        var get = getter.CreateDelegate<Func<TOwner, TValue>>();
        return owner => get((TOwner)owner);
    }
}
