using System.Reflection;
using System.Reflection.Emit;

/// <summary>
/// Loaded into the packed program (DOTNET_STARTUP_HOOKS, which asks for this name): adds the generics that it compiled
/// while it ran to a list, of which the next packing compiles all that are still there.
/// </summary>
/// <remarks>
/// The list is a profile as crossgen2 reads it: an assembly with a method that names others. Without static
/// constructors, which .NET's builder names wrongly.
/// </remarks>
internal static class StartupHook
{
    public const string File = "BEFOREHAND";
    private const string Program = "caregiversignal";
    private const string List = "Methods";

    public static void Initialize()
    {
        if (
            Environment.GetEnvironmentVariable(File) is not { } file
            || Assembly.GetEntryAssembly()?.GetName().Name != Program
        )
            return;
        var compiled = new CaregiverSignal.Bench.Compiled(again: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Write(file, [.. Read(file), .. compiled.Take().Where(IsGeneric)]);
    }

    private static void Write(string file, IReadOnlyList<MethodBase> methods)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("beforehand"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("beforehand");
        var list = Method(List);
        var code = list.GetILGenerator();
        foreach (var method in methods.DistinctBy(NameOf).OrderBy(NameOf, StringComparer.Ordinal))
            Add(
                code,
                method is MethodInfo own
                    ? module.GetMethodMetadataToken(own)
                    : module.GetMethodMetadataToken((ConstructorInfo)method)
            );
        code.Emit(OpCodes.Ret);
        code = Method("AssemblyDictionary").GetILGenerator();
        code.Emit(OpCodes.Ldstr, Program);
        Add(code, module.GetMethodMetadataToken(list));
        code.Emit(OpCodes.Ret);
        module.CreateGlobalFunctions();
        assembly.Save(file);

        MethodBuilder Method(string name) =>
            module.DefineGlobalMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(void), []);

        static void Add(ILGenerator code, int method)
        {
            code.Emit(OpCodes.Ldtoken, method);
            code.Emit(OpCodes.Pop);
        }
    }

    private static IEnumerable<MethodBase> Read(string file)
    {
        if (!System.IO.File.Exists(file))
            yield break;
        var module = Assembly.Load(System.IO.File.ReadAllBytes(file)).ManifestModule;
        var code = module.GetMethod(List)!.GetMethodBody()!.GetILAsByteArray()!;
        foreach (var part in code.Chunk(6).Where(part => part.Length == 6))
            if (Resolved(module, BitConverter.ToInt32(part, 1)) is { } method)
                yield return method;
    }

    private static MethodBase? Resolved(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (Exception gone) when (gone is MissingMethodException or TypeLoadException)
        {
            return null;
        }
    }

    private static bool IsGeneric(MethodBase method) =>
        method.DeclaringType is { } type
        && type.Assembly != typeof(StartupHook).Assembly
        && (method.IsGenericMethod || type.IsGenericType)
        && method is not ConstructorInfo { IsStatic: true };

    private static string NameOf(MethodBase method) => $"{method.DeclaringType} {method}";
}
