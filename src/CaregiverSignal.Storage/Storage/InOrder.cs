namespace CaregiverSignal.Storage;

/// <summary>Sequential asynchronous LINQ: a transaction has one connection, so statements cannot run side by
/// side.</summary>
internal static class InOrder
{
    public static async Task<List<TResult>> SelectAsync<T, TResult>(
        this IEnumerable<T> things,
        Func<T, Task<TResult>> ask
    )
    {
        List<TResult> answers = [];
        foreach (var thing in things)
            answers.Add(await ask(thing));
        return answers;
    }

    public static async Task<List<TResult>> SelectManyAsync<T, TResult>(
        this IEnumerable<T> things,
        Func<T, Task<IReadOnlyList<TResult>>> ask
    )
    {
        List<TResult> answers = [];
        foreach (var thing in things)
            answers.AddRange(await ask(thing));
        return answers;
    }

    public static async Task<List<T>> WhereAsync<T>(this IEnumerable<T> things, Func<T, Task<bool>> holds)
    {
        List<T> kept = [];
        foreach (var thing in things)
        {
            if (await holds(thing))
                kept.Add(thing);
        }

        return kept;
    }

    /// <summary>Whether any satisfies the condition; stops at the first.</summary>
    public static async Task<bool> AnyAsync<T>(this IEnumerable<T> things, Func<T, Task<bool>> holds)
    {
        foreach (var thing in things)
        {
            if (await holds(thing))
                return true;
        }

        return false;
    }
}
