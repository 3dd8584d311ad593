namespace CaregiverSignal.Storage;

/// <summary>A write that waits for its turn, and then holds its outcome until the commit is durable.</summary>
internal abstract class WriteJob
{
    public abstract bool Failed { get; }

    /// <summary>Whether the job failed because of the store, its disk or its locks.</summary>
    public abstract bool IsLostToTheStore { get; }

    public abstract void Run(Transaction transaction, StoreEngine engine);

    public abstract void Fail(Exception error);

    public abstract void Complete();
}

internal sealed class WriteJob<T>(Func<Transaction, T> write) : WriteJob
{
    /// <summary>Of who asks: what is written in it is in their language, on whatever thread.</summary>
    private readonly ExecutionContext context = ExecutionContext.Capture()!;

    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? error;
    private IReadOnlyList<Action> afterwards = [];

    public Task<T> Task => done.Task;

    public override bool Failed => error is not null;

    public override bool IsLostToTheStore => error is StorageException;

    public override void Run(Transaction transaction, StoreEngine engine)
    {
        try
        {
            error = null;
            transaction.ForgetItem();
            ExecutionContext.Run(context, _ => result = write(transaction), null);
            afterwards = transaction.TakeAfterwards();
        }
        catch (Exception thrown)
        {
            error = engine.IsAtFault(thrown) ? engine.Explain(thrown) : transaction.AtItem(thrown);
        }
    }

    public override void Fail(Exception error) => this.error = error;

    public override void Complete()
    {
        if (error is not null)
        {
            done.SetException(error);
            return;
        }

        foreach (var act in afterwards)
            act();
        done.SetResult(result!);
    }
}
