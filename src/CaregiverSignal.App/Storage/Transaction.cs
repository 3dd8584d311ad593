using System.Collections;
using System.Runtime.CompilerServices;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
/// <remarks>What has holes is always a <see cref="Sql"/>, also where the compiler could fill them all in: a list of
/// columns without <c>:sql</c> is a value from the first run on, and not from the day on which the statement gets
/// another.</remarks>
/// <param name="isSnapshot">It only reads, and sees one moment of the store: what is asked twice is read once.</param>
internal sealed class Transaction(Statements statements, bool isSnapshot = false)
{
    /// <summary>More than a page asks; what reads a whole store in parts does not keep it.</summary>
    private const int MostKept = 5_000;

    private readonly Dictionary<Question, object?>? answers = isSnapshot ? [] : null;
    private int rowsKept;
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    /// <summary>What seals values that somebody with the store alone may not read.</summary>
    public StoreKeys Keys => statements.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable{T}(Sql)"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>What a table marks its rows with, and knows its own rows by.</summary>
    public RowSignature Signatures => statements.Engine.Signatures;

    /// <summary>Who of the staff does what this write does; null for a caregiver and for a job.</summary>
    public long? NotedBy { get; set; }

    /// <summary>Whether a statement may take as long as it takes.</summary>
    internal bool IsPatient
    {
        set => statements.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type the default, so ask for a nullable one.</summary>
    [OverloadResolutionPriority(1)]
    public T? First<T>(Sql statement) => Once<T?>(statement, () => Rows<T>(statement).FirstOrDefault());

    public T? First<T>(string text) => First<T>(Sql.Of(text));

    /// <summary>Does something once this write is stored, before its caller goes on; nothing where it is not.</summary>
    /// <param name="act">Short, and touches nothing but memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards() => [.. afterwards];

    /// <summary>The first item that waits for a step; an error from here on belongs to this item.</summary>
    internal long? Take(string step, Sql statement)
    {
        if (First<long?>(statement) is not { } item)
            return null;
        taken = (step, item);
        return item;
    }

    [OverloadResolutionPriority(1)]
    public IReadOnlyList<T> All<T>(Sql statement) =>
        Once<IReadOnlyList<T>>(statement, () => Array.AsReadOnly<T>([.. Rows<T>(statement)]));

    public IReadOnlyList<T> All<T>(string text) => All<T>(Sql.Of(text));

    /// <summary>
    /// All rows of a list that people look at: a row that cannot be read is left out and added to
    /// <see cref="Unreadable"/>.
    /// </summary>
    [OverloadResolutionPriority(1)]
    public IReadOnlyList<T> AllReadable<T>(Sql statement)
    {
        var rows = new List<T>();
        foreach (var read in statements.Each<T>(statement))
        {
            try
            {
                rows.Add(read());
            }
            catch (UnreadableRowException bad)
            {
                unreadable.Add(new UnreadableRow(bad.Kind, bad.Key));
            }
        }

        return rows;
    }

    public IReadOnlyList<T> AllReadable<T>(string text) => AllReadable<T>(Sql.Of(text));

    /// <summary>The one value of a statement that always has a row: a count, or a <c>returning</c> id.</summary>
    [OverloadResolutionPriority(1)]
    public T One<T>(Sql statement)
    {
        foreach (var row in Rows<T>(statement))
            return row;
        throw new InvalidOperationException("A statement that always has a row had none.");
    }

    public T One<T>(string text) => One<T>(Sql.Of(text));

    /// <returns>How many rows it changed.</returns>
    [OverloadResolutionPriority(1)]
    public int Execute(Sql statement) => statements.Execute(statement);

    public int Execute(string text) => Execute(Sql.Of(text));

    /// <summary>Adds many rows to a table, far quicker than one by one.</summary>
    /// <param name="columns">With commas between them.</param>
    /// <param name="row">The values of a row, in the order of the columns.</param>
    public void AddRows<T>(string table, string columns, IEnumerable<T> rows, Func<T, object?[]> row) =>
        statements.Engine.AddRows(
            statements.Connection,
            table,
            columns,
            rows.Select(given => Array.ConvertAll(row(given), Values.Stored))
        );

    /// <summary>Numbers for rows that are added with theirs.</summary>
    public IReadOnlyList<long> NewIds(string table, int count) => statements.Engine.NewIds(this, table, count);

    /// <summary>Executes a statement for each of some things, and returns how many rows that changed.</summary>
    public int Each<T>(IEnumerable<T> things, Func<T, Sql> statement) => things.Sum(thing => Execute(statement(thing)));

    /// <summary>Forgets the item: several functions share a transaction, and each begins without one.</summary>
    internal void ForgetItem()
    {
        (taken, NotedBy) = (null, null);
        unreadable.Clear();
        afterwards.Clear();
    }

    internal bool HasItem => taken is not null;

    /// <summary>The error, with the item it belongs to when one was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;

    private T Once<T>(Sql statement, Func<T> ask)
    {
        if (answers is null)
            return ask();
        var question = new Question(statement.Text, typeof(T), [.. statement.Given.Select(given => given.Value)]);
        if (answers.TryGetValue(question, out var known))
            return (T)known!;
        var answer = ask();
        rowsKept += answer is ICollection rows ? rows.Count + 1 : 1;
        if (rowsKept <= MostKept)
            answers.Add(question, answer);
        return answer;
    }

    private IEnumerable<T> Rows<T>(Sql statement) => statements.Each<T>(statement).Select(read => read());

    /// <summary>Is equal to one that has the same answer in the same snapshot.</summary>
    private readonly record struct Question(string Text, Type Answer, object?[] Values)
    {
        public bool Equals(Question other) =>
            Text == other.Text && Answer == other.Answer && Values.AsSpan().SequenceEqual(other.Values);

        public override int GetHashCode() => HashCode.Combine(Text, Answer, Values is [var first, ..] ? first : null);
    }
}
