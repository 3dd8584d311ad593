using System.Collections;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
/// <remarks>What has holes is always a <see cref="Sql"/>, also where the compiler could fill them all in: a list of
/// columns without <c>:sql</c> is a value from the first run on, and not from the day on which the statement gets
/// another.</remarks>
/// <param name="isSnapshot">It only reads, and sees one moment of the store: what is asked twice is read once.</param>
/// <param name="isBeside">It writes while others do.</param>
/// <param name="isAtOnce">It asks once, and nothing began before that.</param>
internal sealed class Transaction(
    Statements statements,
    bool isSnapshot = false,
    bool isBeside = false,
    bool isAtOnce = false
)
{
    /// <summary>More than a page asks; what reads a whole store in parts does not keep it.</summary>
    private const int MostKept = 5_000;

    /// <summary>What was asked already, and is still so; null where nothing is known.</summary>
    private Dictionary<Question, object?>? answers = isSnapshot ? [] : null;

    /// <summary>What is to be asked in one round trip, while that is being found out.</summary>
    private OrderedDictionary<Question, (Sql Statement, Action<Statements.Prepared, DbDataReader> Take)>? noted;
    private int rowsKept;
    private readonly int answersBefore = statements.Answers;
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    /// <summary>The tables of which a write beside others may change rows; null before it has locked any.</summary>
    private IReadOnlySet<string>? own;

    public StoreEngine Engine => statements.Engine;

    /// <summary>What seals values that somebody with the store alone may not read.</summary>
    public StoreKeys Keys => statements.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable{T}(Sql)"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>What a table marks its rows with, and knows its own rows by.</summary>
    public RowSignature Signatures => statements.Engine.Signatures;

    /// <summary>Who of the staff does what this write does; null for a caregiver and for a job.</summary>
    public long? NotedBy { get; set; }

    /// <summary>The caregivers besides the one it is about whom this write changed: each has a line in the audit
    /// log.</summary>
    public HashSet<long> AlsoChanged { get; } = [];

    /// <summary>Whether a statement may take as long as it takes.</summary>
    internal bool IsPatient
    {
        set => statements.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type the default, so ask for a nullable one.</summary>
    [OverloadResolutionPriority(1)]
    public T? First<T>(Sql statement) => Answer<T, T?>(statement, rows => Read(rows).FirstOrDefault());

    public T? First<T>(string text) => First<T>(Sql.Of(text));

    /// <summary>Does something once this write is stored, before its caller goes on; nothing where it is not.</summary>
    /// <param name="act">Short, and touches nothing but memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    /// <summary>Whether the store has something, of what it has for good: this need not be asked twice.</summary>
    public bool IsSettled(object fact) => statements.Settled.Contains(fact);

    /// <summary>Once this write is stored, the store has these for good: nothing takes them out of it again.</summary>
    public void Settle(IEnumerable<object> facts) => Afterwards(() => statements.Settled.UnionWith(facts));

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
        Answer<T, IReadOnlyList<T>>(statement, rows => Array.AsReadOnly<T>([.. Read(rows)]));

    public IReadOnlyList<T> All<T>(string text) => All<T>(Sql.Of(text));

    /// <summary>
    /// All rows of a list that people look at: a row that cannot be read is left out and added to
    /// <see cref="Unreadable"/>.
    /// </summary>
    [OverloadResolutionPriority(1)]
    public IReadOnlyList<T> AllReadable<T>(Sql statement)
    {
        var (rows, bad) = Answer<T, (IReadOnlyList<T>, IReadOnlyList<UnreadableRow>)>(statement, ReadableOf);
        unreadable.AddRange(bad);
        return rows;
    }

    public IReadOnlyList<T> AllReadable<T>(string text) => AllReadable<T>(Sql.Of(text));

    /// <summary>The one value of a statement that always has a row: a count, or a <c>returning</c> id.</summary>
    [OverloadResolutionPriority(1)]
    public T One<T>(Sql statement) =>
        Answer<T, IReadOnlyList<T>>(statement, rows => [.. Read(rows)]) switch
        {
            [var only, ..] => only,
            _ when noted is not null => default!,
            _ => throw new InvalidOperationException("A statement that always has a row had none."),
        };

    public T One<T>(string text) => One<T>(Sql.Of(text));

    /// <summary>
    /// Asks in one round trip to a server what some reads ask, which then find it here; a file is asked as they go.
    /// </summary>
    /// <param name="reads">Each runs without an answer to anything, to see what it asks, and comes through that. What
    /// it returns is of no use, and it changes nothing.</param>
    public void Ahead(params ReadOnlySpan<Action> reads)
    {
        if (QuestionsOf(reads) is { Count: > 0 } questions)
            statements.Ask(questions);
    }

    /// <summary>The same, on no thread while the server answers.</summary>
    private Task AheadAsync(params ReadOnlySpan<Action> reads) =>
        QuestionsOf(reads) is { Count: > 0 } questions ? statements.AskAsync(questions) : Task.CompletedTask;

    /// <returns>What the reads ask and nobody knows yet; none where that is not asked now.</returns>
    private List<(Sql Statement, Action<Statements.Prepared, DbDataReader> Take)> QuestionsOf(
        ReadOnlySpan<Action> reads
    )
    {
        if (noted is not null)
        {
            foreach (var read in reads)
                read();
            return [];
        }

        if (!statements.CanBatch)
            return [];
        var questions = noted = [];
        try
        {
            foreach (var read in reads)
                read();
        }
        finally
        {
            noted = null;
        }

        answers ??= [];
        if (questions.Count > 0)
            RefuseAgain();
        return [.. questions.Values];
    }

    /// <summary>
    /// Where writes run beside one another, waits until no other is about the same person, and says what this one
    /// changes; where each runs alone it does no more than <see cref="Ahead"/>.
    /// </summary>
    /// <param name="owner">A query for the number of the person, or for none.</param>
    /// <param name="tables">Of which it changes rows of that person. A change of another is for a write that runs
    /// alone.</param>
    /// <param name="reads">Are asked in the same round trip.</param>
    public Task LockOwnerAsync(Sql owner, IReadOnlySet<string> tables, params ReadOnlySpan<Action> reads)
    {
        own = tables;
        return LockAsync(owner, reads);
    }

    /// <summary>
    /// Waits until no other write that runs beside this one has the lock of a number, which is this one's to its end.
    /// </summary>
    /// <param name="number">A query for it; one below zero is no person's.</param>
    /// <param name="reads">Are asked in the same round trip.</param>
    public void Lock(Sql number, params ReadOnlySpan<Action> reads) => Ahead(WithLock(number, reads));

    /// <summary>The same, on no thread meanwhile.</summary>
    public Task LockAsync(Sql number, params ReadOnlySpan<Action> reads) => AheadAsync(WithLock(number, reads));

    private Action[] WithLock(Sql number, ReadOnlySpan<Action> reads) =>
        isBeside ? [() => All<string>(statements.Engine.LockOf(number)), .. reads] : [.. reads];

    /// <returns>How many rows it changed.</returns>
    [OverloadResolutionPriority(1)]
    public int Execute(Sql statement)
    {
        BeforeChange(statement);
        return statements.Execute(statement);
    }

    public int Execute(string text) => Execute(Sql.Of(text));

    /// <summary>
    /// A change of which nobody waits to hear: with a server it goes along with the next statement, or with the commit,
    /// and fails there.
    /// </summary>
    [OverloadResolutionPriority(1)]
    public void Send(Sql statement)
    {
        BeforeChange(statement);
        statements.Send(statement);
    }

    public void Send(string text) => Send(Sql.Of(text));

    /// <summary>Asks one thing, and does another after it, in one round trip to a server.</summary>
    internal T Ask<T>(string question, string then)
    {
        Forget();
        return statements.Ask<T>(Sql.Of(question), Sql.Of(then));
    }

    /// <summary>The same, on no thread meanwhile.</summary>
    internal Task<T> AskAsync<T>(string question, string then)
    {
        Forget();
        return statements.AskAsync<T>(Sql.Of(question), Sql.Of(then));
    }

    internal void Begin(string statement) => statements.Execute(Sql.Of(statement));

    /// <summary>Begins with what is asked first, in one round trip.</summary>
    internal void BeginWithNext(string statement) => statements.Send(Sql.Of(statement));

    /// <summary>Whether the store has answered something in it.</summary>
    internal bool IsAnswered => statements.Answers > answersBefore;

    /// <summary>Sends what waits to go along with the next statement.</summary>
    internal void Flush() => statements.Flush();

    /// <summary>Takes back what this transaction changed.</summary>
    internal void RollBack()
    {
        Forget();
        statements.RollBack();
    }

    /// <summary>Adds many rows to a table, far quicker than one by one.</summary>
    /// <param name="columns">With commas between them.</param>
    /// <param name="row">The values of a row, in the order of the columns.</param>
    public void AddRows<T>(string table, string columns, IEnumerable<T> rows, Func<T, object?[]> row)
    {
        RefuseBeyond(table);
        Forget();
        statements.Flush();
        statements.Engine.AddRows(
            statements.Connection,
            table,
            columns,
            rows.Select(given => Array.ConvertAll(row(given), Values.Stored))
        );
    }

    /// <summary>Numbers for rows that are added with theirs.</summary>
    public IReadOnlyList<long> NewIds(string table, int count) => statements.Engine.NewIds(this, table, count);

    /// <summary>The value that is the number for a row that is added with it; nobody else gets it.</summary>
    public Sql NextId(string table) => statements.Engine.NextId(table);

    /// <summary>Executes a statement for each of some things, and returns how many rows that changed.</summary>
    public int Each<T>(IEnumerable<T> things, Func<T, Sql> statement) => things.Sum(thing => Execute(statement(thing)));

    /// <summary>Forgets the item: several functions share a transaction, and each begins without one.</summary>
    internal void ForgetItem()
    {
        (taken, NotedBy) = (null, null);
        AlsoChanged.Clear();
        unreadable.Clear();
        afterwards.Clear();
    }

    internal bool HasItem => taken is not null;

    /// <summary>The error, with the item it belongs to when one was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;

    /// <param name="of">Makes the answer of its rows.</param>
    private TAnswer Answer<TRow, TAnswer>(Sql statement, Func<IEnumerable<Func<TRow>>, TAnswer> of)
    {
        var isQuestion = statement.Begins("select");
        if (!isQuestion)
            BeforeChange(statement);
        if (!isQuestion || (answers is null && noted is null))
            return of(statements.Each<TRow>(statement));
        var question = Question.Of(statement, typeof(TAnswer));
        if (answers?.TryGetValue(question, out var kept) == true)
            return (TAnswer)kept!;
        if (noted is not null)
        {
            noted[question] = (statement, (known, reader) => Keep(question, of(known.Rows<TRow>(reader))));
            return of([]);
        }

        RefuseAgain();
        var answer = of(statements.Each<TRow>(statement));
        if (isSnapshot)
            Keep(question, answer);
        return answer;
    }

    /// <summary>What is asked later would be of another moment.</summary>
    private void RefuseAgain()
    {
        if (isAtOnce && IsAnswered)
            throw new AsksAgainException();
    }

    private void Keep(Question question, object? answer)
    {
        rowsKept += (answer is ITuple several ? several[0] : answer) is ICollection rows ? rows.Count + 1 : 1;
        if (rowsKept <= MostKept)
            answers!.Add(question, answer);
    }

    /// <summary>What was asked ahead of a table is forgotten before that table changes.</summary>
    private void BeforeChange(Sql statement)
    {
        if (noted is not null)
            throw new InvalidOperationException("What is asked ahead changes nothing.");
        RefuseBeyond(statement.TableItChanges);
        if (isSnapshot || answers is null)
            return;
        if (statement.TableThatChanges is not { } table)
            Forget();
        else
            Forget(table);
    }

    /// <summary>What several writes may change is changed by one that runs alone.</summary>
    private void RefuseBeyond(string? table)
    {
        if (isBeside && (table is null || own?.Contains(table) != true))
            throw new NeedsTurnException();
    }

    /// <param name="word">Of the questions.</param>
    private void Forget(string word)
    {
        foreach (
            var question in answers?.Keys.Where(asked => asked.Text.Contains(word, StringComparison.Ordinal)) ?? []
        )
            answers!.Remove(question);
    }

    private void Forget()
    {
        if (!isSnapshot)
            (answers, rowsKept) = (null, 0);
    }

    private static IEnumerable<T> Read<T>(IEnumerable<Func<T>> rows) => rows.Select(read => read());

    private static (IReadOnlyList<T> Rows, IReadOnlyList<UnreadableRow> Bad) ReadableOf<T>(IEnumerable<Func<T>> rows)
    {
        var (good, bad) = (new List<T>(), new List<UnreadableRow>());
        foreach (var read in rows)
        {
            try
            {
                good.Add(read());
            }
            catch (UnreadableRowException error)
            {
                bad.Add(new UnreadableRow(error.Kind, error.Key));
            }
        }

        return (good, bad);
    }

    /// <summary>Is equal to one that has the same answer in the same snapshot.</summary>
    private readonly record struct Question(string Text, Type Answer, object?[] Values)
    {
        public static Question Of(Sql statement, Type answer) =>
            new(
                statement.Text,
                answer,
                [
                    .. statement.Given.Select(given =>
                        Storage.Values.IsList(given.Type)
                            ? string.Join(',', ((IEnumerable)given.Value!).Cast<object>())
                            : given.Value
                    ),
                ]
            );

        public bool Equals(Question other) =>
            Text == other.Text && Answer == other.Answer && Values.AsSpan().SequenceEqual(other.Values);

        public override int GetHashCode() => HashCode.Combine(Text, Answer, Values is [var first, ..] ? first : null);
    }
}
