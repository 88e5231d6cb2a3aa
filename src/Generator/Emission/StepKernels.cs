using ShapeGen.Generator.Planning;
using ShapeGen.Generator.Planning.Steps;

namespace ShapeGen.Generator.Emission;

/// <summary>The kernels of a model: steps that do the same to other values and weights share one.</summary>
internal sealed class StepKernels
{
    private readonly Dictionary<Step, int> _places = [];
    private readonly List<(Step Kernel, string Name, string First, int Steps)> _kernels = [];
    private readonly ElementType _element;

    public StepKernels(ExecutionPlan plan, ElementType element)
    {
        _element = element;
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            Add(plan.Steps[i], $"Step{CSharpLiteral.Of(i + 1)}");
            if (i < plan.MaskedSteps.Count && plan.MaskedSteps[i] != plan.Steps[i])
            {
                Add(plan.MaskedSteps[i], $"Step{CSharpLiteral.Of(i + 1)}Masked");
            }
        }

        int number = 0;
        foreach (Step step in plan.Stepped?.Plan.Steps ?? default)
        {
            number++;
            Add(step, $"Time{CSharpLiteral.Of(number)}");
        }
    }

    /// <summary>The kernels to write, in the order of their first steps, with their methods' names.</summary>
    public IEnumerable<(Step Kernel, string Name)> All => _kernels.Select(kernel => (kernel.Kernel with { Comment = Comment(kernel.First, kernel.Steps) }, kernel.Name));

    /// <summary>The method that runs a step.</summary>
    public string NameOf(Step step) => _kernels[_places[step.ToKernel(_element)]].Name;

    private void Add(Step step, string name)
    {
        Step kernel = step.ToKernel(_element);
        if (_places.TryGetValue(kernel, out int place))
        {
            _kernels[place] = _kernels[place] with { Steps = _kernels[place].Steps + 1 };
            return;
        }

        _places.Add(kernel, _kernels.Count);
        _kernels.Add((kernel, name, step.Comment, 1));
    }

    private static string Comment(string first, int steps) => steps == 1 ? first : $"{first}, and {CSharpLiteral.Of(steps - 1)} more like it";
}
